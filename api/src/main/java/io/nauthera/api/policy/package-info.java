/**
 * The judge: what policies forbid and impose, as values with laws. Imports the JDK and {@code
 * oauth}, nothing else.
 */
@NullMarked
package io.nauthera.api.policy;

import org.jspecify.annotations.NullMarked;
