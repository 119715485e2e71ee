@NullMarked
package io.nauthera.sandbox.tools;

import org.jspecify.annotations.NullMarked;
