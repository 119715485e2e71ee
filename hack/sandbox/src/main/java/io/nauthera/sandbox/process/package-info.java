/** Programs, files and ports of this machine. The lowest package: it knows no Kubernetes. */
@NullMarked
package io.nauthera.sandbox.process;

import org.jspecify.annotations.NullMarked;
