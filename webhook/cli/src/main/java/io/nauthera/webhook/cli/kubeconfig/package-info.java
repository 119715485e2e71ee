/** Reads the cluster of a kubeconfig; never writes to it. */
@NullMarked
package io.nauthera.webhook.cli.kubeconfig;

import org.jspecify.annotations.NullMarked;
