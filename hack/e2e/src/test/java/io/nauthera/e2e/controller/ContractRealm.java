package io.nauthera.e2e.controller;

import io.nauthera.controller.keycloak.CallObserver;
import io.nauthera.controller.keycloak.KeycloakConnection;
import io.nauthera.controller.keycloak.KeycloakRealm;
import io.nauthera.e2e.SharedSandbox;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.keycloak.KeycloakAdmin.ServiceAccount;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A realm of the real Keycloak with a service account, and connections to it. */
record ContractRealm(String name, ServiceAccount account) {

  static ContractRealm create(String name, String... roles) {
    admin().createRealm(name);
    return new ContractRealm(name, admin().createServiceAccount(name, "nauthera", roles));
  }

  static KeycloakAdmin admin() {
    return SharedSandbox.get().keycloak().admin();
  }

  static String url() {
    return SharedSandbox.get().keycloak().url();
  }

  KeycloakRealm connect() {
    return connect(url(), account);
  }

  KeycloakRealm connect(String url, ServiceAccount as) {
    return connect(
        new KeycloakConnection(
            url, name, url + "/realms/" + name, false, as.clientId(), as.secret(), null));
  }

  static KeycloakRealm connect(KeycloakConnection connection) {
    try {
      return KeycloakRealm.connect(connection, CallObserver.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
