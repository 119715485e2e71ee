/** What {@code make bench} measures. */
@NullMarked
package io.nauthera.bench;

import org.jspecify.annotations.NullMarked;
