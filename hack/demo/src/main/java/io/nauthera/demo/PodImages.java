package io.nauthera.demo;

import java.util.List;

/**
 * The references of the images that the demo runs as pods.
 *
 * @param registry of nauthera/webhook and nauthera/controller
 * @param tag of the two, or empty for the default of the chart
 * @param keycloakStart the first arguments of the Keycloak image
 */
public record PodImages(
    String registry,
    String tag,
    String keycloak,
    List<String> keycloakStart,
    String certManager,
    String oauth2Proxy) {}
