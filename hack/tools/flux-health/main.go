// Command flux-health prints the status that Flux computes for objects: with the health check expressions of a
// Kustomization, or with the built-in check (kstatus), which Helm 4 also uses.
// Usage: flux-health status KUSTOMIZATION < OBJECTS. Prints one line of JSON per object.
// Usage: flux-health decode < HELMRELEASES. Fails if Flux's own types have no such field.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"

	"github.com/fluxcd/cli-utils/pkg/kstatus/polling/engine"
	"github.com/fluxcd/cli-utils/pkg/kstatus/polling/statusreaders"
	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	helmv2 "github.com/fluxcd/helm-controller/api/v2"
	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"github.com/fluxcd/pkg/runtime/cel"
	_ "github.com/fluxcd/source-controller/api/v1" // only for its version: the tests use the CRDs of the same version
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
	strict "sigs.k8s.io/yaml"
)

func main() {
	switch os.Args[1] {
	case "status":
		check(os.Args[2])
	case "decode":
		decode()
	}
}

func check(file string) {
	custom, builtIn := readers(file)
	output := json.NewEncoder(os.Stdout)
	forEach(func(object *unstructured.Unstructured) {
		reader := builtIn
		if custom.Supports(object.GroupVersionKind().GroupKind()) {
			reader = custom
		}
		result, err := reader.ReadStatusForObject(context.Background(), nil, object)
		if err == nil {
			err = result.Error
		}
		if err != nil {
			log.Fatal(err)
		}
		_ = output.Encode(map[string]string{"status": result.Status.String(), "message": result.Message})
	})
}

func readers(file string) (custom, builtIn engine.StatusReader) {
	text, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	var kustomization kustomizev1.Kustomization
	if err := strict.UnmarshalStrict(text, &kustomization); err != nil {
		log.Fatal(err)
	}
	newReader, err := cel.NewStatusReader(kustomization.Spec.HealthCheckExprs)
	if err != nil {
		log.Fatal(err)
	}
	// Readers of custom resources use no mapper.
	return newReader(nil), statusreaders.NewGenericStatusReader(nil, status.Compute)
}

func decode() {
	forEach(func(object *unstructured.Unstructured) {
		text, err := object.MarshalJSON()
		if err == nil {
			err = strict.UnmarshalStrict(text, &helmv2.HelmRelease{})
		}
		if err != nil {
			log.Fatal(err)
		}
	})
}

func forEach(use func(*unstructured.Unstructured)) {
	objects := yaml.NewYAMLOrJSONDecoder(os.Stdin, 4096)
	for {
		object := &unstructured.Unstructured{}
		if err := objects.Decode(object); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		use(object)
	}
}
