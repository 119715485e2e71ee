/**
 * Keycloak behind the port {@link io.nauthera.controller.provisioning.ClientRegistry}: the only
 * place that knows it.
 */
@NullMarked
package io.nauthera.controller.keycloak;

import org.jspecify.annotations.NullMarked;
