package io.nauthera.sandbox.pods;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.nauthera.sandbox.pods.PodData.Content;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.SandboxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The volumes of a pod as folders. It supports the types secret, configMap and emptyDir. */
final class PodVolumes {
  private final List<Volume> volumes;
  private final Path folder;
  private final PodData data;
  private final Map<String, VolumeFolder> folders = new HashMap<>();

  PodVolumes(List<Volume> volumes, Path folder, PodData data) {
    this.volumes = volumes;
    this.folder = folder;
    this.data = data;
  }

  /** Writes the current Secrets and ConfigMaps to the folders of their volumes. */
  void refresh() {
    for (var volume : volumes) {
      if (volume.getSecret() != null) {
        var source = volume.getSecret();
        var name = source.getSecretName();
        var content = require(data.secret(name), "Secret " + name, source.getOptional());
        show(volume, content, source.getItems());
      } else if (volume.getConfigMap() != null) {
        var source = volume.getConfigMap();
        var name = source.getName();
        var content = require(data.configMap(name), "ConfigMap " + name, source.getOptional());
        show(volume, content, source.getItems());
      } else if (volume.getEmptyDir() == null) {
        throw new SandboxException(
            "the sandbox does not support the type of volume " + volume.getName());
      }
    }
  }

  private static Content require(
      Optional<Content> content, String object, @Nullable Boolean optional) {
    if (content.isEmpty() && !Boolean.TRUE.equals(optional)) {
      throw new MissingPrerequisiteException(object);
    }
    return content.orElse(Content.ABSENT);
  }

  private void show(Volume volume, Content content, List<KeyToPath> items) {
    var files = content.files();
    if (!items.isEmpty()) {
      files = new HashMap<>();
      for (var item : items) {
        var file = content.files().get(item.getKey());
        if (file != null) {
          files.put(item.getPath(), file);
        }
      }
    }
    folders
        .computeIfAbsent(volume.getName(), name -> new VolumeFolder(folder.resolve(name)))
        .show(content.version(), files);
  }

  /** Adds the mounts of a container to the mapping of its paths. */
  PathMapping mount(List<VolumeMount> mounts, PathMapping paths) {
    var mounted = paths;
    for (var mount : mounts) {
      var volume = Folders.create(folder.resolve(mount.getName()));
      var subPath = mount.getSubPath();
      mounted =
          mounted.with(mount.getMountPath(), subPath == null ? volume : volume.resolve(subPath));
    }
    return mounted;
  }
}
