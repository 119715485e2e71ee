package io.nauthera.webhook.cli.kubeconfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.api.v1alpha1.ResourceKind;
import io.nauthera.webhook.cli.manifests.ReadError;
import io.nauthera.webhook.cli.validate.ClusterState;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a cluster. It is an error if servers or policies cannot be read, because every
 * result depends on them; other resources that cannot be read are noted.
 */
public record ClusterSnapshot(
    ClusterState clusterState, List<ReadError> errors, List<String> notes) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLUSTER = "<cluster>";
  private static final int PAGE = 500;

  /** No cluster. */
  public static ClusterSnapshot none() {
    return new ClusterSnapshot(ClusterState.ofFilesOnly(), List.of(), List.of());
  }

  /** Throws a ClusterUnavailableException if the cluster does not answer. */
  public static ClusterSnapshot of(KubernetesClient kubernetes) {
    return new Reader(kubernetes).read();
  }

  private static final class Reader {
    private final KubernetesClient kubernetes;
    private final List<ReadError> errors = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Reader(KubernetesClient kubernetes) {
      this.kubernetes = kubernetes;
    }

    ClusterSnapshot read() {
      List<ObjectNode> namespaces = new ArrayList<>();
      boolean areNamespacesKnown =
          list(
              "/api/v1/namespaces",
              namespaces::add,
              why -> notes.add(why + ": namespaces are assumed to have no labels"));
      ClusterState clusterState =
          areNamespacesKnown ? ClusterState.ofCluster() : ClusterState.ofFilesOnly();
      namespaces.forEach(clusterState::putNamespace);
      for (ResourceKind kind : List.of(ResourceKind.AUTH_SERVER, ResourceKind.AUTH_POLICY)) {
        list(kind, clusterState, why -> errors.add(new ReadError(CLUSTER, null, why)));
      }
      list(
          ResourceKind.USER_STORE,
          clusterState,
          why -> notes.add(why + ": every UserStore is validated as a new one"));
      list(
          ResourceKind.AUTH_CLIENT,
          clusterState,
          why ->
              notes.add(
                  why
                      + ": client ids and Secrets of other AuthClients are not known, and every AuthClient is validated as a new one"));
      return new ClusterSnapshot(clusterState, errors, notes);
    }

    private void list(ResourceKind kind, ClusterState clusterState, Consumer<String> otherwise) {
      var unused =
          list("/apis/" + kind.resource(), object -> put(kind, object, clusterState), otherwise);
    }

    private void put(ResourceKind kind, ObjectNode object, ClusterState clusterState) {
      try {
        clusterState.putStored(kind, object);
      } catch (RuntimeException e) {
        errors.add(
            new ReadError(
                CLUSTER,
                null,
                "%s %s/%s cannot be read: %s"
                    .formatted(
                        kind,
                        object.at("/metadata/namespace").asText(),
                        object.at("/metadata/name").asText(),
                        e.getMessage())));
      }
    }

    /** Reads all pages of a list. */
    private boolean list(String path, Consumer<ObjectNode> each, Consumer<String> otherwise) {
      String next = "";
      try {
        do {
          JsonNode page = page(path, next);
          page.path("items").forEach(item -> each.accept((ObjectNode) item));
          next = page.at("/metadata/continue").asText();
        } while (!next.isEmpty());
        return true;
      } catch (KubernetesClientException e) {
        if (e.getStatus() == null || e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
          throw new ClusterUnavailableException(
              "cannot reach the cluster at %s: %s".formatted(kubernetes.getMasterUrl(), reason(e)),
              e);
        }
        otherwise.accept("cannot list %s of the cluster: %s".formatted(path, reason(e)));
        return false;
      } catch (JsonProcessingException e) {
        otherwise.accept("cannot read %s of the cluster: it is not JSON".formatted(path));
        return false;
      }
    }

    private JsonNode page(String path, String from) throws JsonProcessingException {
      @Nullable String page =
          kubernetes.raw(
              "%s?limit=%d&continue=%s"
                  .formatted(path, PAGE, URLEncoder.encode(from, StandardCharsets.UTF_8)));
      if (page == null) {
        throw new ClusterUnavailableException(
            "the cluster at %s has no %s: Nauthera is not installed there"
                .formatted(kubernetes.getMasterUrl(), path),
            null);
      }
      return JSON.readTree(page);
    }

    /** The words of the API server or, if it does not answer, of the innermost cause. */
    private static String reason(KubernetesClientException e) {
      if (e.getStatus() != null && e.getStatus().getMessage() != null) {
        return e.getStatus().getMessage();
      }
      String reason = "no connection";
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        reason = cause.getMessage() == null ? reason : cause.getMessage();
      }
      return reason;
    }
  }
}
