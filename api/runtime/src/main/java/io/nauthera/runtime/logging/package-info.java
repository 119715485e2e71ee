/** The form of the log. */
@NullMarked
package io.nauthera.runtime.logging;

import org.jspecify.annotations.NullMarked;
