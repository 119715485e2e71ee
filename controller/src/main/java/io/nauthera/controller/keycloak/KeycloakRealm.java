package io.nauthera.controller.keycloak;

import io.nauthera.controller.keycloak.Tokens.Token;
import io.nauthera.controller.provisioning.ClientRegistry;
import io.nauthera.controller.provisioning.Realm;
import io.nauthera.controller.provisioning.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A realm of Keycloak, used as a service account of that realm. */
public final class KeycloakRealm implements Realm {
  private static final Duration VERSION_KEPT = Duration.ofMinutes(10);

  private final KeycloakHttp http;
  private final KeycloakErrors errors;
  private final Tokens tokens;
  private final AdminApi api;
  private final Cached<RealmFacts> facts;
  private final Cached<Discovery> discovery;
  private final Cached<String> version;
  private final ClientRegistry clients;

  private KeycloakRealm(KeycloakConnection connection, CallLimits limits, CallObserver observer)
      throws IOException {
    this.http = KeycloakHttp.of(connection.caPem(), limits.call(), observer);
    this.errors = new KeycloakErrors(connection);
    this.tokens = new Tokens(connection, http, errors, limits.youngToken());
    this.api = new AdminApi(connection, http, tokens, errors);
    this.facts = RealmFacts.cached(api, errors);
    this.discovery = OpenIdDiscovery.cached(connection, http, errors);
    this.version = new Cached<>(api::serverVersion, known -> VERSION_KEPT);
    this.clients = new KeycloakClientRegistry(api, tokens, facts, errors);
  }

  /**
   * Calls nothing at the server yet.
   *
   * @throws IOException if {@code caPem} contains no usable certificate; the message says so
   */
  public static KeycloakRealm connect(KeycloakConnection connection, CallObserver observer)
      throws IOException {
    return new KeycloakRealm(connection, CallLimits.DEFAULT, observer);
  }

  static KeycloakRealm connect(KeycloakConnection connection, CallLimits limits)
      throws IOException {
    return new KeycloakRealm(connection, limits, CallObserver.NONE);
  }

  /** Whether to call is decided elsewhere. */
  @Override
  public Optional<Unavailable> notCalled() {
    return Optional.empty();
  }

  @Override
  public ClientRegistry clients() {
    return clients;
  }

  @Override
  public Discovery endpoints() {
    try {
      return discovery.get();
    } catch (UnavailableException e) {
      return e.unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return errors.noAnswer();
    }
  }

  @Override
  public Health health() {
    try {
      checkRoles();
      RealmFacts now = facts.again();
      List<String> missing =
          AssignedScopes.ALWAYS.stream()
              .filter(name -> !now.scopes().containsKey(name))
              .sorted()
              .toList();
      String known = version.get();
      return new Health(null, known.isEmpty() ? null : known, missing);
    } catch (UnavailableException e) {
      return new Health(e.unavailable(), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Health(errors.noAnswer(), null);
    }
  }

  /** A token that does not name its roles shows only in calls what it allows. */
  private void checkRoles() throws UnavailableException, InterruptedException {
    Token token = tokens.get();
    if (tokens.isOld(token) && !KeycloakErrors.missingRoles(token).isEmpty()) {
      token = tokens.insteadOf(token);
    }
    if (!KeycloakErrors.missingRoles(token).isEmpty()) {
      throw new UnavailableException(errors.forbidden(token));
    }
    if (token.roles() == null) {
      var unused = api.list("/clients?first=0&max=1");
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
