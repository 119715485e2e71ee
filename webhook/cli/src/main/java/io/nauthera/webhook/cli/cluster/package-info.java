/** The cluster of a kubeconfig, read and never written. */
@NullMarked
package io.nauthera.webhook.cli.cluster;

import org.jspecify.annotations.NullMarked;
