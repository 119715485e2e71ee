/**
 * Compares the desired client with the one at the server, through ports that know neither Keycloak
 * nor Kubernetes.
 */
@NullMarked
package io.nauthera.controller.provisioning;

import org.jspecify.annotations.NullMarked;
