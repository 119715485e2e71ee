/**
 * The cluster in memory, found by index: the {@link io.nauthera.api.governance.ClusterView} of
 * every program.
 */
@NullMarked
package io.nauthera.api.index;

import org.jspecify.annotations.NullMarked;
