/**
 * What policies forbid and impose, as values with laws. Depends on the JDK, {@code oauth} and
 * {@code text}.
 */
@NullMarked
package io.nauthera.api.policy;

import org.jspecify.annotations.NullMarked;
