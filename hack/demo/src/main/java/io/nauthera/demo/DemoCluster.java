package io.nauthera.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.nauthera.sandbox.Sandbox;
import io.nauthera.sandbox.keycloak.KeycloakAdmin;
import io.nauthera.sandbox.process.CommandResult;
import java.net.http.HttpClient;
import java.nio.file.Path;

/** What the workflows need: a cluster where Nauthera is installed, and a Keycloak. */
public interface DemoCluster {
  /** Runs kubectl as the administrator. */
  CommandResult kubectl(String... arguments);

  KubernetesClient kubernetes();

  KeycloakAdmin keycloakAdmin();

  /** The root URL of Keycloak, as in the issuer of a realm. */
  String keycloakUrl();

  /**
   * What an AuthServer needs to reach Keycloak, as YAML that continues its manifest, or nothing.
   */
  String keycloakSettings();

  /** A browser that reaches what runs in the cluster. */
  HttpClient.Builder browser();

  /** Where the workflows write their manifests. */
  Path folder();

  /** A sandbox, where Keycloak and Nauthera are processes of this machine. */
  static DemoCluster of(Sandbox sandbox) {
    return new DemoCluster() {
      @Override
      public CommandResult kubectl(String... arguments) {
        return sandbox.kubectl(arguments);
      }

      @Override
      public KubernetesClient kubernetes() {
        return sandbox.kubernetes();
      }

      @Override
      public KeycloakAdmin keycloakAdmin() {
        return sandbox.keycloak().admin();
      }

      @Override
      public String keycloakUrl() {
        return sandbox.keycloak().url();
      }

      @Override
      public String keycloakSettings() {
        return "";
      }

      @Override
      public HttpClient.Builder browser() {
        return HttpClient.newBuilder();
      }

      @Override
      public Path folder() {
        return sandbox.folder();
      }
    };
  }
}
