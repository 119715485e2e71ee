/**
 * What a client should be at the server against what it is; knows neither Keycloak nor Kubernetes.
 */
@NullMarked
package io.nauthera.controller.provisioning;

import org.jspecify.annotations.NullMarked;
