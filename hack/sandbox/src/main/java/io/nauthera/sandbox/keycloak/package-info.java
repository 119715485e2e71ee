/** Keycloak as a local process, and its administration. */
@NullMarked
package io.nauthera.sandbox.keycloak;

import org.jspecify.annotations.NullMarked;
