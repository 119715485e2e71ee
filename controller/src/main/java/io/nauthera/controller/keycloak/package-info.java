/**
 * Implements {@link io.nauthera.controller.provisioning.Realm} with Keycloak. No other package
 * knows its API.
 */
@NullMarked
package io.nauthera.controller.keycloak;

import org.jspecify.annotations.NullMarked;
