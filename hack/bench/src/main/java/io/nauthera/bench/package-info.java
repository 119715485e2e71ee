/** The benchmarks of {@code make bench}. */
@NullMarked
package io.nauthera.bench;

import org.jspecify.annotations.NullMarked;
