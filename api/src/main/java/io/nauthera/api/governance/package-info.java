/**
 * Which policies govern which client, pure over the {@link io.nauthera.api.governance.ClusterView}
 * port.
 */
@NullMarked
package io.nauthera.api.governance;

import org.jspecify.annotations.NullMarked;
