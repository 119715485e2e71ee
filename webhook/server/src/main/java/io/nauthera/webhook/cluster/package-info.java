/** The cluster as admission sees it. */
@NullMarked
package io.nauthera.webhook.cluster;

import org.jspecify.annotations.NullMarked;
