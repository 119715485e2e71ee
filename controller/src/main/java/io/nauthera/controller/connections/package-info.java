/** Connects to realms with the credentials that lie in the cluster. */
@NullMarked
package io.nauthera.controller.connections;

import org.jspecify.annotations.NullMarked;
