@NullMarked
package io.nauthera.sandbox.pods;

import org.jspecify.annotations.NullMarked;
