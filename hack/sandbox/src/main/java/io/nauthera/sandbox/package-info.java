/**
 * A real control plane, cert-manager, Helm and Keycloak on loopback, with Nauthera's chart
 * installed and its Deployments running as local processes. This package starts and stops all of
 * it; the packages below each hold one part.
 */
@NullMarked
package io.nauthera.sandbox;

import org.jspecify.annotations.NullMarked;
