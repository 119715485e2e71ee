/** The cluster of a kubeconfig, read and never written. */
@NullMarked
package io.nauthera.webhook.cli.kubeconfig;

import org.jspecify.annotations.NullMarked;
