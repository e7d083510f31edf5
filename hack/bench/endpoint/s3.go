package main

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	bucketName = "bench"
	mebibyte   = 1 << 20
	// Beyond that an object has the ETag of a multipart upload, which says nothing of its content.
	largestWithMd5 = 8 * mebibyte
	perFolder      = 1000
)

// bucket is objects by arithmetic: each is a window that slides over one pattern, from a place of its own.
type bucket struct {
	keys     []string
	size     int64
	pattern  []byte
	mutex    sync.RWMutex
	versions []int
	etags    []string
	born     time.Time
	changed  time.Time
	requests atomic.Int64
}

func newBucket(objects int, size int64) *bucket {
	b := &bucket{
		keys:     make([]string, objects),
		size:     size,
		pattern:  make([]byte, 2*mebibyte),
		versions: make([]int, objects),
		etags:    make([]string, objects),
		born:     time.Now().Add(-24 * time.Hour).Truncate(time.Second),
	}
	source := rand.NewChaCha8([32]byte{1})
	_, _ = source.Read(b.pattern[:mebibyte])
	copy(b.pattern[mebibyte:], b.pattern[:mebibyte])
	for i := range b.keys {
		b.keys[i] = fmt.Sprintf("d%04d/o%07d.bin", i/perFolder, i)
		b.etags[i] = b.etag(i)
	}
	return b
}

// change gives that many objects, evenly spread, another content and a time of now.
func (b *bucket) change(count int) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.changed = time.Now().Truncate(time.Second)
	for n := range count {
		i := n * len(b.keys) / count
		b.versions[i]++
		b.etags[i] = b.etag(i)
	}
}

func (b *bucket) etag(i int) string {
	if b.size > largestWithMd5 {
		hash := fnv.New128a()
		fmt.Fprint(hash, i, b.versions[i])
		return fmt.Sprintf("%x-%d", hash.Sum(nil), b.size/(8*mebibyte))
	}
	sum := md5.New()
	b.each(i, 0, b.size, func(part []byte) bool {
		sum.Write(part)
		return true
	})
	return hex.EncodeToString(sum.Sum(nil))
}

func (b *bucket) find(key string) (int, bool) {
	i := sort.SearchStrings(b.keys, key)
	return i, i < len(b.keys) && b.keys[i] == key
}

func (b *bucket) meta(i int) (etag string, modified time.Time) {
	b.mutex.RLock()
	defer b.mutex.RUnlock()
	if b.versions[i] > 0 {
		return b.etags[i], b.changed
	}
	return b.etags[i], b.born
}

// each gives the bytes from offset on, in slices of the pattern.
func (b *bucket) each(i int, offset, length int64, use func([]byte) bool) {
	start := int64(i)*7919 + int64(b.versions[i])*104729
	for length > 0 {
		at := (start + offset) % mebibyte
		part := min(length, mebibyte)
		if !use(b.pattern[at : at+part]) {
			return
		}
		offset += part
		length -= part
	}
}

// compare reads a body and says whether it is that part of the object.
func (b *bucket) compare(i int, offset, length int64, body io.Reader, buffer []byte) bool {
	same := true
	b.mutex.RLock()
	defer b.mutex.RUnlock()
	b.each(i, offset, length, func(part []byte) bool {
		for len(part) > 0 && same {
			n, err := io.ReadFull(body, buffer[:min(len(buffer), len(part))])
			same = err == nil && bytes.Equal(buffer[:n], part[:n])
			part = part[n:]
		}
		return same
	})
	return same
}

func (b *bucket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.requests.Add(1)
	w.Header().Set("x-amz-request-id", "bench")
	path := strings.TrimPrefix(r.URL.Path, "/")
	if !strings.HasPrefix(r.Host, bucketName+".") {
		if path == "" {
			fmt.Fprintf(w, "<ListAllMyBucketsResult><Buckets><Bucket><Name>%s</Name></Bucket></Buckets></ListAllMyBucketsResult>", bucketName)
			return
		}
		path = strings.TrimPrefix(strings.TrimPrefix(path, bucketName), "/")
	}
	query := r.URL.Query()
	switch {
	case path != "":
		b.object(w, r, path)
	case query.Has("location"):
		fmt.Fprint(w, `<LocationConstraint>eu-central-1</LocationConstraint>`)
	case r.Method == http.MethodHead:
		w.Header().Set("x-amz-bucket-region", "eu-central-1")
	case query.Get("list-type") == "2":
		b.list(w, query)
	default:
		refuse(w, http.StatusNotImplemented, "NotImplemented")
	}
}

func refuse(w http.ResponseWriter, status int, code string) {
	w.Header().Set("x-ms-error-code", code)
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<Error><Code>%s</Code><Message>%s</Message></Error>", code, code)
}

func (b *bucket) object(w http.ResponseWriter, r *http.Request, key string) {
	i, found := b.find(key)
	if !found {
		refuse(w, http.StatusNotFound, "NoSuchKey")
		return
	}
	etag, modified := b.meta(i)
	if wanted := r.Header.Get("If-Match"); wanted != "" && strings.Trim(wanted, `"`) != etag {
		refuse(w, http.StatusPreconditionFailed, "PreconditionFailed")
		return
	}
	h := w.Header()
	h.Set("ETag", `"`+etag+`"`)
	h.Set("Last-Modified", modified.UTC().Format(http.TimeFormat))
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Accept-Ranges", "bytes")
	offset, length, ranged := b.span(r.Header.Get("Range"))
	h.Set("Content-Length", strconv.FormatInt(length, 10))
	if ranged {
		h.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", offset, offset+length-1, b.size))
		w.WriteHeader(http.StatusPartialContent)
	}
	if r.Method == http.MethodHead {
		return
	}
	b.each(i, offset, length, func(part []byte) bool {
		_, err := w.Write(part)
		return err == nil
	})
}

func (b *bucket) span(header string) (offset, length int64, ranged bool) {
	var last int64
	if n, _ := fmt.Sscanf(header, "bytes=%d-%d", &offset, &last); n == 2 {
		return offset, min(last, b.size-1) - offset + 1, true
	} else if n == 1 {
		return offset, b.size - offset, true
	}
	return 0, b.size, false
}

type listed struct {
	Key, LastModified, ETag, StorageClass string
	Size                                  int64
}

type listing struct {
	XMLName               xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListBucketResult"`
	Name, Prefix          string
	Delimiter             string `xml:",omitempty"`
	EncodingType          string `xml:",omitempty"`
	KeyCount, MaxKeys     int
	IsTruncated           bool
	NextContinuationToken string `xml:",omitempty"`
	Contents              []listed
	CommonPrefixes        []struct{ Prefix string }
}

func (b *bucket) list(w http.ResponseWriter, query url.Values) {
	prefix, delimiter := query.Get("prefix"), query.Get("delimiter")
	after := query.Get("start-after")
	if token := query.Get("continuation-token"); token != "" {
		after = token
	}
	most := 1000
	if wanted, err := strconv.Atoi(query.Get("max-keys")); err == nil {
		most = min(most, wanted)
	}
	page := listing{Name: bucketName, Prefix: prefix, Delimiter: delimiter, EncodingType: query.Get("encoding-type"), MaxKeys: most}
	walk(len(b.keys), func(i int) string { return b.keys[i] }, prefix, delimiter, after, func(name string, i int, folder bool) bool {
		if page.KeyCount == most {
			page.IsTruncated = true
			page.NextContinuationToken = after
			return false
		}
		page.KeyCount++
		after = name
		if folder {
			after += "\xff"
			page.CommonPrefixes = append(page.CommonPrefixes, struct{ Prefix string }{name})
			return true
		}
		etag, modified := b.meta(i)
		page.Contents = append(page.Contents, listed{name, modified.UTC().Format("2006-01-02T15:04:05.000Z"), `"` + etag + `"`, "STANDARD", b.size})
		return true
	})
	w.Header().Set("Content-Type", "application/xml")
	_ = xml.NewEncoder(w).Encode(page)
}

// walk goes over sorted names behind one of them, as long as it is told to; with a delimiter it names folders once.
func walk(count int, name func(int) string, prefix, delimiter, after string, each func(name string, i int, folder bool) bool) {
	i := sort.Search(count, func(i int) bool { return name(i) > after && name(i) >= prefix })
	for i < count && strings.HasPrefix(name(i), prefix) {
		rest := name(i)[len(prefix):]
		if cut := strings.Index(rest, delimiter); delimiter != "" && cut >= 0 {
			folder := prefix + rest[:cut+len(delimiter)]
			if !each(folder, i, true) {
				return
			}
			i = sort.Search(count, func(i int) bool { return name(i) > folder+"\xff" })
			continue
		}
		if !each(name(i), i, false) {
			return
		}
		i++
	}
}
