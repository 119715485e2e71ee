package io.nauthera.controller.status;

import io.nauthera.api.v1alpha1.EventReason;

/**
 * Something that the controller did; it becomes an Event and a line of log.
 *
 * @param note a sentence with names and no secret value; a longer one than an Event accepts is cut
 */
public record Happening(EventReason reason, String note) {}
