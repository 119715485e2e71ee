/** Findings, the conditions they make, and the events that tell of a change. */
@NullMarked
package io.nauthera.controller.status;

import org.jspecify.annotations.NullMarked;
