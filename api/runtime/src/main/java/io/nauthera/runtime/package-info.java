/**
 * What the webhook and the controller need as processes, and nothing that only one of them does.
 */
@NullMarked
package io.nauthera.runtime;

import org.jspecify.annotations.NullMarked;
