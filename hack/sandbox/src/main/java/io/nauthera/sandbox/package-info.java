/**
 * A real control plane, cert-manager, Helm and Keycloak on loopback, and the chart's Deployments as
 * local processes.
 */
@NullMarked
package io.nauthera.sandbox;

import org.jspecify.annotations.NullMarked;
