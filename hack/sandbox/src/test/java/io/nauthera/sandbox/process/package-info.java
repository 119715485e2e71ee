@NullMarked
package io.nauthera.sandbox.process;

import org.jspecify.annotations.NullMarked;
