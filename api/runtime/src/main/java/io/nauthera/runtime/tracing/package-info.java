/** Traces of what a process does, for a collector of OpenTelemetry. Off by default. */
@NullMarked
package io.nauthera.runtime.tracing;

import org.jspecify.annotations.NullMarked;
