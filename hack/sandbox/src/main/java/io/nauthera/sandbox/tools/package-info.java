/** Builds the pinned versions of Kubernetes, etcd, Helm and cert-manager from source, once. */
@NullMarked
package io.nauthera.sandbox.tools;

import org.jspecify.annotations.NullMarked;
