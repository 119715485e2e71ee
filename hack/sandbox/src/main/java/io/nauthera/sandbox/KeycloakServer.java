package io.nauthera.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A Keycloak on loopback, which keeps its port and its data while it is stopped. */
public final class KeycloakServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final int port;
  private final LocalProcess process;
  private final KeycloakAdmin admin;

  private KeycloakServer(KeycloakTemplate template, Path folder) {
    this.port = Ports.free();
    var home = template.instantiate(folder.resolve("keycloak"));
    this.process = LocalProcess.of("keycloak", folder, template.start(home, port), Map.of());
    this.admin = new KeycloakAdmin(url(), KeycloakTemplate.ADMIN, template.adminPassword());
  }

  static KeycloakServer start(Toolchain tools, Path folder) {
    var server = new KeycloakServer(tools.keycloak(), folder);
    try {
      server.start();
      server.admin.changePassword(Secrets.random());
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Starts it, again if it was stopped, and returns when it answers. */
  public void start() {
    process.start();
    Wait.until(
        "Keycloak answers",
        PATIENCE,
        () -> {
          process.demandAlive();
          return Http.answers(url() + "/realms/master");
        });
  }

  public void stop() {
    process.stop();
  }

  public void kill() {
    process.kill();
  }

  public LocalProcess process() {
    return process;
  }

  /** Its root, "http://127.0.0.1:20080". */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public String adminUser() {
    return KeycloakTemplate.ADMIN;
  }

  public String adminPassword() {
    return admin.password();
  }

  /** Administration, for setting tests up and looking behind the operator's back. */
  public KeycloakAdmin admin() {
    return admin;
  }

  @Override
  public void close() {
    stop();
  }
}
