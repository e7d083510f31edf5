package main

import (
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/versity/versitygw/backend"
)

// A key becomes a path in which no two keys are in each other's way: every segment starts with "_", so that none is empty, "."
// or "..", and the last one ends with a byte that no directory's name ends with, so that "a" stands beside "a/b".
// The order of the paths is the order of the keys, and a prefix of a key becomes a prefix of its path.
const (
	segment = "_"
	end     = "\x01"
)

func escapePrefix(prefix string) string {
	return segment + strings.ReplaceAll(prefix, "/", "/"+segment)
}

func escape(key string) string {
	return escapePrefix(key) + end
}

// unescape takes back paths of keys, and paths of directories with a "/" at their end.
func unescape(path string) string {
	key := strings.ReplaceAll(strings.TrimPrefix(path, segment), "/"+segment, "/")
	return strings.TrimSuffix(key, end)
}

func escapeEach(key *string) *string {
	return mapped(key, escape)
}

func unescapeEach(path *string) *string {
	return mapped(path, unescape)
}

func mapped(value *string, change func(string) string) *string {
	if value == nil || *value == "" {
		return value
	}
	changed := change(*value)
	return &changed
}

// escapeMarker is for what lies behind a marker: one that names a group of keys lies behind all of them. The prefix itself is
// never a group, but may be a key.
func escapeMarker(marker, prefix, delimiter *string) *string {
	return mapped(marker, func(key string) string {
		if value(delimiter) == "/" && strings.HasSuffix(key, "/") && key != value(prefix) {
			return strings.TrimSuffix(escapePrefix(key), segment)
		}
		return escape(key)
	})
}

func escapeSource(source *string) (*string, error) {
	if source == nil {
		return nil, nil
	}
	bucket, key, version, err := backend.ParseCopySource(*source)
	if err != nil {
		return nil, err
	}
	escaped := bucket + "/" + url.QueryEscape(escape(key))
	if version != "" {
		escaped += "?versionId=" + version
	}
	return &escaped, nil
}

func unescapeGroups(groups []types.CommonPrefix) {
	for i := range groups {
		groups[i].Prefix = unescapeEach(groups[i].Prefix)
	}
}
