package io.nauthera.sandbox.keycloak;

import io.nauthera.sandbox.process.Http;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.Ports;
import io.nauthera.sandbox.process.SecretFiles;
import io.nauthera.sandbox.process.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A Keycloak on loopback. It keeps its port and its data while it is stopped. */
public final class KeycloakServer implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final int port;
  private final LocalProcess process;
  private final KeycloakAdmin admin;

  private KeycloakServer(KeycloakTemplate template, Path folder) {
    this.port = Ports.free();
    var home = template.createHome(folder.resolve("keycloak"));
    this.process = LocalProcess.of("keycloak", folder, template.startCommand(home, port), Map.of());
    this.admin = new KeycloakAdmin(url(), KeycloakTemplate.ADMIN, template.adminPassword());
  }

  /** Starts a new server with a new administrator password. */
  public static KeycloakServer start(KeycloakTemplate template, Path folder) {
    var server = new KeycloakServer(template, folder);
    try {
      server.start();
      server.admin.changePassword(SecretFiles.random());
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Starts the server, also after a stop, and returns when it answers. */
  public void start() {
    process.start();
    Wait.until(
        "Keycloak answers",
        TIMEOUT,
        () -> {
          process.requireAlive();
          return Http.isOk(url() + "/realms/master");
        });
  }

  public void stop() {
    process.stop();
  }

  /** The root URL, e.g. "http://127.0.0.1:20080". */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public String adminUser() {
    return KeycloakTemplate.ADMIN;
  }

  public String adminPassword() {
    return admin.password();
  }

  /** The Admin API, to set up tests and to check or change what Nauthera did. */
  public KeycloakAdmin admin() {
    return admin;
  }

  @Override
  public void close() {
    stop();
  }
}
