package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.nauthera.api.v1alpha1.AuthApi;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 digest of everything in a Secret that the controller decides. Two Secrets with the same
 * digest need no write, whatever others added, and a digest in memory reveals no value.
 */
final class SecretDigest {
  private final MessageDigest digest = sha256();

  private SecretDigest() {}

  static String of(Secret secret) {
    return new SecretDigest().add(secret).hex();
  }

  private SecretDigest add(Secret secret) {
    var metadata = secret.getMetadata();
    Map<String, String> labels = orNone(metadata.getLabels());
    Map<String, String> annotations = orNone(metadata.getAnnotations());
    AppliedTemplate template = AppliedTemplate.on(secret);
    add(metadata.getNamespace(), metadata.getName(), secret.getType(), owners(secret));
    add(labels.get(AuthApi.MANAGED_BY_LABEL), labels.get(AuthApi.CLIENT_LABEL));
    add(annotations.get(AuthApi.TEMPLATE_ANNOTATION));
    template.labels().forEach(key -> add(key, labels.get(key)));
    template.annotations().forEach(key -> add(key, annotations.get(key)));
    new TreeMap<>(orNone(secret.getData())).forEach((key, value) -> add(key, value));
    return this;
  }

  private static Map<String, String> orNone(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static String owners(Secret secret) {
    return CredentialsSecret.owner(secret).map(OwnerReference::getUid).orElse("");
  }

  /** The length before each value keeps two lists of values apart. */
  private void add(@Nullable String... values) {
    for (String value : values) {
      byte[] bytes = (value == null ? "" : value).getBytes(StandardCharsets.UTF_8);
      digest.update((value == null ? "-" : bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
