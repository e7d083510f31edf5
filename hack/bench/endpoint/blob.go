package main

import (
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// What is written below this container is kept: a worker's own records.
const recordsContainer = "sealift"

type blob struct {
	size     int64
	md5      string
	modified time.Time
	content  []byte
	metadata map[string]string
	isRight  bool
}

type staged struct {
	size   int64
	right  bool
	record []byte
}

// container is a storage account with all of its containers; a blob's name begins with its container's.
type container struct {
	source   *bucket
	mutex    sync.RWMutex
	blobs    map[string]*blob
	sorted   []string
	blocks   map[string]map[string]staged
	requests atomic.Int64
	bytes    atomic.Int64
	wrong    atomic.Int64
	buffers  sync.Pool
}

func newContainer(source *bucket) *container {
	c := &container{source: source, buffers: sync.Pool{New: func() any { b := make([]byte, 256<<10); return &b }}}
	c.empty()
	return c
}

func (c *container) empty() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.blobs = map[string]*blob{}
	c.blocks = map[string]map[string]staged{}
	c.sorted = nil
}

// right counts the blobs that are what the bucket's objects are.
func (c *container) right() int {
	c.mutex.RLock()
	defer c.mutex.RUnlock()
	count := 0
	for _, b := range c.blobs {
		if b.isRight {
			count++
		}
	}
	return count
}

func (c *container) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.requests.Add(1)
	h := w.Header()
	h.Set("x-ms-request-id", "bench")
	h.Set("x-ms-version", r.Header.Get("x-ms-version"))
	h.Set("x-ms-client-request-id", r.Header.Get("x-ms-client-request-id"))
	if strings.HasPrefix(r.Host, "login.") {
		entra(w, r)
		return
	}
	if strings.HasPrefix(r.Host, "management.") {
		resource(w)
		return
	}
	query := r.URL.Query()
	name, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case query.Get("restype") == "account" || name == "":
		h.Set("x-ms-sku-name", "Standard_LRS")
		h.Set("x-ms-account-kind", "StorageV2")
		h.Set("x-ms-is-hns-enabled", "false")
	case key != "":
		c.blob(w, r, query, name+"/"+key)
	case query.Get("comp") == "list":
		c.list(w, query, name)
	case r.Method == http.MethodPut:
		w.WriteHeader(http.StatusCreated)
	default:
		h.Set("ETag", `"0x1"`)
		h.Set("Last-Modified", time.Now().UTC().Format(http.TimeFormat))
	}
}

func (c *container) blob(w http.ResponseWriter, r *http.Request, query url.Values, name string) {
	switch comp := query.Get("comp"); {
	case r.Method == http.MethodPut && comp == "":
		c.put(w, r, name)
	case r.Method == http.MethodPut && comp == "block":
		c.stage(w, r, name, query.Get("blockid"))
	case r.Method == http.MethodPut && comp == "blocklist":
		c.commit(w, r, name)
	case r.Method == http.MethodPut:
		w.WriteHeader(http.StatusOK)
	case r.Method == http.MethodDelete:
		c.forget(name)
		w.WriteHeader(http.StatusAccepted)
	case comp == "blocklist":
		refuse(w, http.StatusNotFound, "BlobNotFound")
	default:
		c.get(w, r, name)
	}
}

// arrived reads a body, or what Azure would have fetched from the source, and says how much it was and whether it was right.
func (c *container) arrived(r *http.Request, name string) staged {
	if from := r.Header.Get("x-ms-copy-source"); from != "" {
		return c.fetched(r, from)
	}
	size := r.ContentLength
	c.bytes.Add(size)
	buffer := c.buffers.Get().(*[]byte)
	defer c.buffers.Put(buffer)
	folder, key, _ := strings.Cut(name, "/")
	i, found := c.source.find(key)
	if folder == recordsContainer || !found {
		content, _ := io.ReadAll(r.Body)
		return staged{size: int64(len(content)), right: false, record: content}
	}
	right := c.source.compare(i, 0, size, r.Body, *buffer)
	if !right {
		c.wrong.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
	}
	return staged{size: size, right: right}
}

// fetched stands for Azure's own reading of the source, which costs the client nothing and takes the source's latency once more.
func (c *container) fetched(r *http.Request, from string) staged {
	time.Sleep(time.Duration(latency.Load()))
	address, err := url.Parse(from)
	if err != nil {
		return staged{}
	}
	path := strings.TrimPrefix(address.Path, "/")
	if !strings.HasPrefix(address.Host, bucketName+".") {
		path = strings.TrimPrefix(path, bucketName+"/")
	}
	if _, found := c.source.find(path); !found {
		c.wrong.Add(1)
		return staged{}
	}
	ranges := r.Header.Get("x-ms-source-range")
	_, length, _ := c.source.span(ranges)
	c.bytes.Add(length)
	return staged{size: length, right: true}
}

func (c *container) put(w http.ResponseWriter, r *http.Request, name string) {
	part := c.arrived(r, name)
	c.keep(name, &blob{
		size:     part.size,
		md5:      r.Header.Get("x-ms-blob-content-md5"),
		modified: time.Now(),
		content:  part.record,
		metadata: metadata(r),
		isRight:  part.right && part.size == c.source.size,
	})
	c.created(w, name)
}

// stage takes a block wherever it belongs: blocks begin at whole mebibytes, where an object's bytes are always the same.
func (c *container) stage(w http.ResponseWriter, r *http.Request, name, id string) {
	part := c.arrived(r, name)
	c.mutex.Lock()
	if c.blocks[name] == nil {
		c.blocks[name] = map[string]staged{}
	}
	c.blocks[name][id] = part
	c.mutex.Unlock()
	w.WriteHeader(http.StatusCreated)
}

func (c *container) commit(w http.ResponseWriter, r *http.Request, name string) {
	var list struct {
		Latest      []string
		Uncommitted []string
	}
	if err := xml.NewDecoder(r.Body).Decode(&list); err != nil {
		refuse(w, http.StatusBadRequest, "InvalidXmlDocument")
		return
	}
	c.mutex.Lock()
	parts := c.blocks[name]
	delete(c.blocks, name)
	c.mutex.Unlock()
	made := &blob{md5: r.Header.Get("x-ms-blob-content-md5"), modified: time.Now(), metadata: metadata(r), isRight: true}
	for _, id := range append(list.Latest, list.Uncommitted...) {
		part, found := parts[id]
		if !found {
			refuse(w, http.StatusBadRequest, "InvalidBlockList")
			return
		}
		made.isRight = made.isRight && part.right
		made.size += part.size
		made.content = append(made.content, part.record...)
	}
	made.isRight = made.isRight && made.size == c.source.size && !strings.HasPrefix(name, recordsContainer+"/")
	c.keep(name, made)
	c.created(w, name)
}

func metadata(r *http.Request) map[string]string {
	found := map[string]string{}
	for name, values := range r.Header {
		if rest, is := strings.CutPrefix(strings.ToLower(name), "x-ms-meta-"); is {
			found[rest] = values[0]
		}
	}
	return found
}

func (c *container) keep(name string, made *blob) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.blobs[name] == nil {
		c.sorted = nil
	}
	c.blobs[name] = made
}

func (c *container) forget(name string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	delete(c.blobs, name)
	c.sorted = nil
}

func (c *container) created(w http.ResponseWriter, name string) {
	c.describe(w, name)
	w.Header().Set("x-ms-request-server-encrypted", "true")
	w.Header().Set("x-ms-copy-status", "success")
	w.WriteHeader(http.StatusCreated)
}

func (c *container) describe(w http.ResponseWriter, name string) (*blob, bool) {
	c.mutex.RLock()
	found := c.blobs[name]
	c.mutex.RUnlock()
	if found == nil {
		return nil, false
	}
	h := w.Header()
	h.Set("ETag", etagOf(found))
	h.Set("Last-Modified", found.modified.UTC().Format(http.TimeFormat))
	if found.md5 != "" {
		h.Set("Content-MD5", found.md5)
	}
	return found, true
}

func etagOf(b *blob) string {
	return fmt.Sprintf(`"0x%X"`, b.modified.UnixNano())
}

func (c *container) get(w http.ResponseWriter, r *http.Request, name string) {
	found, is := c.describe(w, name)
	if !is {
		refuse(w, http.StatusNotFound, "BlobNotFound")
		return
	}
	h := w.Header()
	h.Set("x-ms-blob-type", "BlockBlob")
	h.Set("x-ms-lease-status", "unlocked")
	h.Set("x-ms-lease-state", "available")
	h.Set("x-ms-server-encrypted", "true")
	h.Set("x-ms-access-tier", "Hot")
	h.Set("x-ms-creation-time", found.modified.UTC().Format(http.TimeFormat))
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Accept-Ranges", "bytes")
	for key, value := range found.metadata {
		h.Set("x-ms-meta-"+key, value)
	}
	if r.Method == http.MethodHead {
		h.Set("Content-Length", strconv.FormatInt(found.size, 10))
		return
	}
	ranges := r.Header.Get("x-ms-range")
	if ranges == "" {
		ranges = r.Header.Get("Range")
	}
	first, last := int64(0), found.size-1
	if n, _ := fmt.Sscanf(ranges, "bytes=%d-%d", &first, &last); n > 0 && found.size > 0 {
		last = min(last, found.size-1)
		h.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", first, last, found.size))
		h.Set("Content-Length", strconv.FormatInt(last-first+1, 10))
		w.WriteHeader(http.StatusPartialContent)
	}
	if int64(len(found.content)) == found.size && found.size > 0 {
		_, _ = w.Write(found.content[first : last+1])
	}
}

type blobItem struct {
	Name       string
	Properties struct {
		LastModified  string `xml:"Last-Modified"`
		Etag          string
		ContentLength int64  `xml:"Content-Length"`
		ContentType   string `xml:"Content-Type"`
		ContentMD5    string `xml:"Content-MD5"`
		BlobType      string
		AccessTier    string
	}
	Metadata *metadataItem `xml:",omitempty"`
}

type metadataItem struct{ values map[string]string }

func (m *metadataItem) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	_ = e.EncodeToken(start)
	for key, value := range m.values {
		_ = e.EncodeElement(value, xml.StartElement{Name: xml.Name{Local: key}})
	}
	return e.EncodeToken(start.End())
}

type blobListing struct {
	XMLName         xml.Name `xml:"EnumerationResults"`
	ServiceEndpoint string   `xml:",attr"`
	ContainerName   string   `xml:",attr"`
	Prefix, Marker  string
	MaxResults      int
	Blobs           struct {
		Blob       []blobItem
		BlobPrefix []struct{ Name string }
	}
	NextMarker string
}

func (c *container) names() []string {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.sorted == nil {
		c.sorted = make([]string, 0, len(c.blobs))
		for name := range c.blobs {
			c.sorted = append(c.sorted, name)
		}
		sort.Strings(c.sorted)
	}
	return c.sorted
}

func (c *container) list(w http.ResponseWriter, query url.Values, folder string) {
	names := c.names()
	root := folder + "/"
	after := root
	if from := query.Get("startFrom"); from != "" {
		after = root + from[:len(from)-1] + string(rune(from[len(from)-1]-1)) + "\xff"
	}
	if marker := query.Get("marker"); marker != "" {
		decoded, _ := base64.StdEncoding.DecodeString(marker)
		after = string(decoded)
	}
	most := 5000
	if wanted, err := strconv.Atoi(query.Get("maxresults")); err == nil {
		most = min(most, wanted)
	}
	page := blobListing{ContainerName: folder, Prefix: query.Get("prefix"), Marker: query.Get("marker"), MaxResults: most}
	withMetadata := strings.Contains(query.Get("include"), "metadata")
	count := 0
	walk(len(names), func(i int) string { return names[i] }, root+page.Prefix, query.Get("delimiter"), after, func(name string, _ int, isFolder bool) bool {
		if count == most {
			page.NextMarker = base64.StdEncoding.EncodeToString([]byte(after))
			return false
		}
		count++
		after = name
		short := strings.TrimPrefix(name, root)
		if isFolder {
			after += "\xff"
			page.Blobs.BlobPrefix = append(page.Blobs.BlobPrefix, struct{ Name string }{short})
			return true
		}
		c.mutex.RLock()
		found := c.blobs[name]
		c.mutex.RUnlock()
		if found == nil {
			return true
		}
		item := blobItem{Name: short}
		item.Properties.LastModified = found.modified.UTC().Format(http.TimeFormat)
		item.Properties.Etag = strings.Trim(etagOf(found), `"`)
		item.Properties.ContentLength = found.size
		item.Properties.ContentType = "application/octet-stream"
		item.Properties.ContentMD5 = found.md5
		item.Properties.BlobType = "BlockBlob"
		item.Properties.AccessTier = "Hot"
		if withMetadata {
			item.Metadata = &metadataItem{found.metadata}
		}
		page.Blobs.Blob = append(page.Blobs.Blob, item)
		return true
	})
	w.Header().Set("Content-Type", "application/xml")
	_, _ = io.WriteString(w, xml.Header)
	_ = xml.NewEncoder(w).Encode(page)
}

// resource answers whatever the resource manager is asked for: it is there, enabled and ours.
func resource(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"state": "Enabled", "kind": "StorageV2", "sku": map[string]string{"name": "Standard_LRS"},
		"properties": map[string]any{"provisioningState": "Succeeded"},
		"value":      []any{map[string]any{"dataActions": []string{"*"}}},
	})
}

func entra(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	authority := "https://" + r.Host + "/" + strings.Split(strings.TrimPrefix(r.URL.Path, "/"), "/")[0]
	answer := map[string]any{
		"issuer": authority + "/v2.0", "token_endpoint": authority + "/oauth2/v2.0/token",
		"authorization_endpoint": authority + "/oauth2/v2.0/authorize", "jwks_uri": authority + "/discovery/v2.0/keys",
	}
	if strings.HasSuffix(r.URL.Path, "/token") {
		answer = map[string]any{"token_type": "Bearer", "expires_in": 3600, "ext_expires_in": 3600, "access_token": "bench"}
	}
	if strings.Contains(r.URL.Path, "/discovery/instance") {
		answer = map[string]any{"tenant_discovery_endpoint": authority + "/v2.0/.well-known/openid-configuration", "metadata": []any{}}
	}
	_ = json.NewEncoder(w).Encode(answer)
}
