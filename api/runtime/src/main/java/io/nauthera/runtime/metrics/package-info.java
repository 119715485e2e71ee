/** Counts what a process does and shows it to Prometheus. */
@NullMarked
package io.nauthera.runtime.metrics;

import org.jspecify.annotations.NullMarked;
