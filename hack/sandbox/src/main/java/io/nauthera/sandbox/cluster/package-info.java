/** A Kubernetes control plane on loopback, cert-manager beside it, and Helm. */
@NullMarked
package io.nauthera.sandbox.cluster;

import org.jspecify.annotations.NullMarked;
