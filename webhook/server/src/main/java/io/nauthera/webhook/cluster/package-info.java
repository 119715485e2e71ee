/** What the cluster holds, kept by informers. */
@NullMarked
package io.nauthera.webhook.cluster;

import org.jspecify.annotations.NullMarked;
