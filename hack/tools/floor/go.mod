module nauthera.io/hack/tools/floor

go 1.26.0
