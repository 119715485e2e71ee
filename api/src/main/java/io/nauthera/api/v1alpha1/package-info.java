/**
 * The resources of group {@code auth.nauthera.io}, version {@code v1alpha1}, as they are stored.
 */
@NullMarked
package io.nauthera.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
