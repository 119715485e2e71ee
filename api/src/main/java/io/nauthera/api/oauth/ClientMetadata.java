package io.nauthera.api.oauth;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a developer asks for (RFC 7591 §2). Lists keep the order of the manifest, so that an index
 * names an entry of it. {@code grantTypes}, {@code scopes} and {@code tokenEndpointAuthMethod} are
 * null where the manifest leaves them to the policies. {@code keys} is null where the manifest has
 * no JWK Set; the keys themselves matter only when the client is registered. {@code secretName}
 * names the Secret that the credentials are written to.
 */
public record ClientMetadata(
    ClientName name,
    String clientId,
    String secretName,
    @Nullable String displayName,
    @Nullable List<GrantType> grantTypes,
    List<RedirectUri> redirectUris,
    List<RedirectUri> postLogoutRedirectUris,
    List<String> webOrigins,
    @Nullable List<String> scopes,
    @Nullable ClientAuthenticationMethod tokenEndpointAuthMethod,
    @Nullable String jwksUri,
    @Nullable ClientKeys keys) {

  public ClientMetadata {
    grantTypes = grantTypes == null ? null : List.copyOf(grantTypes);
    redirectUris = List.copyOf(redirectUris);
    postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
    webOrigins = List.copyOf(webOrigins);
    scopes = scopes == null ? null : List.copyOf(scopes);
  }

  /** A client that asks for nothing but its id. */
  public static ClientMetadata named(ClientName name) {
    return new ClientMetadata(
        name,
        name.defaultClientId(),
        name.defaultSecretName(),
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        null);
  }

  public ClientMetadata withClientId(String value) {
    return new ClientMetadata(
        name,
        value,
        secretName,
        displayName,
        grantTypes,
        redirectUris,
        postLogoutRedirectUris,
        webOrigins,
        scopes,
        tokenEndpointAuthMethod,
        jwksUri,
        keys);
  }

  public ClientMetadata withSecretName(String value) {
    return new ClientMetadata(
        name,
        clientId,
        value,
        displayName,
        grantTypes,
        redirectUris,
        postLogoutRedirectUris,
        webOrigins,
        scopes,
        tokenEndpointAuthMethod,
        jwksUri,
        keys);
  }

  public ClientMetadata withDisplayName(@Nullable String value) {
    return new ClientMetadata(
        name,
        clientId,
        secretName,
        value,
        grantTypes,
        redirectUris,
        postLogoutRedirectUris,
        webOrigins,
        scopes,
        tokenEndpointAuthMethod,
        jwksUri,
        keys);
  }

  public ClientMetadata withGrantTypes(@Nullable List<GrantType> value) {
    return new ClientMetadata(
        name,
        clientId,
        secretName,
        displayName,
        value,
        redirectUris,
        postLogoutRedirectUris,
        webOrigins,
        scopes,
        tokenEndpointAuthMethod,
        jwksUri,
        keys);
  }

  public ClientMetadata withRedirectUris(List<RedirectUri> value) {
    return new ClientMetadata(
        name,
        clientId,
        secretName,
        displayName,
        grantTypes,
        value,
        postLogoutRedirectUris,
        webOrigins,
        scopes,
        tokenEndpointAuthMethod,
        jwksUri,
        keys);
  }

  public ClientMetadata withPostLogoutRedirectUris(List<RedirectUri> value) {
    return new ClientMetadata(
        name,
        clientId,
        secretName,
        displayName,
        grantTypes,
        redirectUris,
        value,
        webOrigins,
        scopes,
        tokenEndpointAuthMethod,
        jwksUri,
        keys);
  }

  public ClientMetadata withWebOrigins(List<String> value) {
    return new ClientMetadata(
        name,
        clientId,
        secretName,
        displayName,
        grantTypes,
        redirectUris,
        postLogoutRedirectUris,
        value,
        scopes,
        tokenEndpointAuthMethod,
        jwksUri,
        keys);
  }

  public ClientMetadata withScopes(@Nullable List<String> value) {
    return new ClientMetadata(
        name,
        clientId,
        secretName,
        displayName,
        grantTypes,
        redirectUris,
        postLogoutRedirectUris,
        webOrigins,
        value,
        tokenEndpointAuthMethod,
        jwksUri,
        keys);
  }

  public ClientMetadata withTokenEndpointAuthMethod(@Nullable ClientAuthenticationMethod value) {
    return new ClientMetadata(
        name,
        clientId,
        secretName,
        displayName,
        grantTypes,
        redirectUris,
        postLogoutRedirectUris,
        webOrigins,
        scopes,
        value,
        jwksUri,
        keys);
  }

  public ClientMetadata withKeys(@Nullable ClientKeys value) {
    return new ClientMetadata(
        name,
        clientId,
        secretName,
        displayName,
        grantTypes,
        redirectUris,
        postLogoutRedirectUris,
        webOrigins,
        scopes,
        tokenEndpointAuthMethod,
        jwksUri,
        value);
  }

  /** Whether the manifest contains a JWK Set. */
  public boolean hasJwks() {
    return keys != null;
  }

  public ClientMetadata withJwksUri(String value) {
    return new ClientMetadata(
        name,
        clientId,
        secretName,
        displayName,
        grantTypes,
        redirectUris,
        postLogoutRedirectUris,
        webOrigins,
        scopes,
        tokenEndpointAuthMethod,
        value,
        keys);
  }

  /** The grants that the manifest names itself. */
  public Optional<List<GrantType>> givenGrants() {
    return Optional.ofNullable(grantTypes);
  }

  /** The scopes that the manifest names itself. */
  public Optional<List<String>> givenScopes() {
    return Optional.ofNullable(scopes);
  }

  /** The authentication method that the manifest names itself. */
  public Optional<ClientAuthenticationMethod> givenAuthentication() {
    return Optional.ofNullable(tokenEndpointAuthMethod);
  }
}
