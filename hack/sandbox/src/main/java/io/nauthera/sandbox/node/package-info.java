/** A Kubernetes node that runs real pods, in Linux namespaces of its own. */
@NullMarked
package io.nauthera.sandbox.node;

import org.jspecify.annotations.NullMarked;
