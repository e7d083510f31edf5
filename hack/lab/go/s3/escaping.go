package main

import (
	"context"
	"encoding/base64"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/versity/versitygw/backend"
	"github.com/versity/versitygw/s3err"
	"github.com/versity/versitygw/s3response"
)

// escaping gives the backend escaped keys and takes them back out of what it answers. Requests are copied before they change:
// the gateway reads them again.
type escaping struct {
	backend.Backend
}

func (e *escaping) NormalizeObjectKey(_, object string) string {
	return object
}

func (e *escaping) PutObject(ctx context.Context, in s3response.PutObjectInput) (s3response.PutObjectOutput, error) {
	in.Key = escapeEach(in.Key)
	return e.Backend.PutObject(ctx, in)
}

func (e *escaping) HeadObject(ctx context.Context, request *s3.HeadObjectInput) (*s3.HeadObjectOutput, error) {
	in := *request
	in.Key = escapeEach(in.Key)
	return e.Backend.HeadObject(ctx, &in)
}

func (e *escaping) GetObject(ctx context.Context, request *s3.GetObjectInput) (*s3.GetObjectOutput, error) {
	in := *request
	in.Key = escapeEach(in.Key)
	return e.Backend.GetObject(ctx, &in)
}

func (e *escaping) GetObjectAcl(ctx context.Context, request *s3.GetObjectAclInput) (*s3.GetObjectAclOutput, error) {
	in := *request
	in.Key = escapeEach(in.Key)
	return e.Backend.GetObjectAcl(ctx, &in)
}

func (e *escaping) PutObjectAcl(ctx context.Context, request *s3.PutObjectAclInput) error {
	in := *request
	in.Key = escapeEach(in.Key)
	return e.Backend.PutObjectAcl(ctx, &in)
}

func (e *escaping) GetObjectAttributes(ctx context.Context, request *s3.GetObjectAttributesInput) (s3response.GetObjectAttributesResponse, error) {
	in := *request
	in.Key = escapeEach(in.Key)
	return e.Backend.GetObjectAttributes(ctx, &in)
}

func (e *escaping) RestoreObject(ctx context.Context, request *s3.RestoreObjectInput) error {
	in := *request
	in.Key = escapeEach(in.Key)
	return e.Backend.RestoreObject(ctx, &in)
}

func (e *escaping) DeleteObject(ctx context.Context, request *s3.DeleteObjectInput) (*s3.DeleteObjectOutput, error) {
	in := *request
	in.Key = escapeEach(in.Key)
	return e.Backend.DeleteObject(ctx, &in)
}

func (e *escaping) DeleteObjects(ctx context.Context, request *s3.DeleteObjectsInput) (s3response.DeleteResult, error) {
	in, wanted := *request, *request.Delete
	wanted.Objects = append(wanted.Objects[:0:0], wanted.Objects...)
	for i := range wanted.Objects {
		wanted.Objects[i].Key = escapeEach(wanted.Objects[i].Key)
	}
	in.Delete = &wanted
	out, err := e.Backend.DeleteObjects(ctx, &in)
	for i := range out.Deleted {
		out.Deleted[i].Key = unescapeEach(out.Deleted[i].Key)
	}
	for i := range out.Error {
		out.Error[i].Key = unescapeEach(out.Error[i].Key)
	}
	return out, err
}

func (e *escaping) CopyObject(ctx context.Context, in s3response.CopyObjectInput) (s3response.CopyObjectOutput, error) {
	source, err := escapeSource(in.CopySource)
	if err != nil {
		return s3response.CopyObjectOutput{}, err
	}
	in.CopySource, in.Key = source, escapeEach(in.Key)
	return e.Backend.CopyObject(ctx, in)
}

func (e *escaping) ListObjects(ctx context.Context, request *s3.ListObjectsInput) (s3response.ListObjectsResult, error) {
	in := *request
	in.Prefix = mapped(in.Prefix, escapePrefix)
	in.Marker = escapeMarker(in.Marker, request.Prefix, in.Delimiter)
	out, err := e.Backend.ListObjects(ctx, &in)
	out.Prefix, out.Marker, out.NextMarker = echo(request.Prefix), echo(request.Marker), unescapeEach(out.NextMarker)
	unescapeObjects(out.Contents)
	unescapeGroups(out.CommonPrefixes)
	return out, err
}

func (e *escaping) ListObjectsV2(ctx context.Context, request *s3.ListObjectsV2Input) (s3response.ListObjectsV2Result, error) {
	in := *request
	in.Prefix = mapped(in.Prefix, escapePrefix)
	in.StartAfter = escapeMarker(in.StartAfter, request.Prefix, in.Delimiter)
	token, err := openToken(in.ContinuationToken)
	if err != nil {
		return s3response.ListObjectsV2Result{}, err
	}
	in.ContinuationToken = token
	out, err := e.Backend.ListObjectsV2(ctx, &in)
	out.Prefix, out.StartAfter = echo(request.Prefix), echo(request.StartAfter)
	out.ContinuationToken, out.NextContinuationToken = echo(request.ContinuationToken), mapped(out.NextContinuationToken, closeToken)
	unescapeObjects(out.Contents)
	unescapeGroups(out.CommonPrefixes)
	return out, err
}

func (e *escaping) ListObjectVersions(ctx context.Context, request *s3.ListObjectVersionsInput) (s3response.ListVersionsResult, error) {
	in := *request
	in.Prefix = mapped(in.Prefix, escapePrefix)
	in.KeyMarker = escapeMarker(in.KeyMarker, request.Prefix, in.Delimiter)
	out, err := e.Backend.ListObjectVersions(ctx, &in)
	out.Prefix, out.KeyMarker, out.NextKeyMarker = echo(request.Prefix), echo(request.KeyMarker), unescapeEach(out.NextKeyMarker)
	for i := range out.Versions {
		out.Versions[i].Key = unescapeEach(out.Versions[i].Key)
	}
	for i := range out.DeleteMarkers {
		out.DeleteMarkers[i].Key = unescapeEach(out.DeleteMarkers[i].Key)
	}
	unescapeGroups(out.CommonPrefixes)
	return out, err
}

func (e *escaping) CreateMultipartUpload(ctx context.Context, in s3response.CreateMultipartUploadInput) (s3response.InitiateMultipartUploadResult, error) {
	in.Key = escapeEach(in.Key)
	out, err := e.Backend.CreateMultipartUpload(ctx, in)
	out.Key = unescape(out.Key)
	return out, err
}

func (e *escaping) CompleteMultipartUpload(ctx context.Context, request *s3.CompleteMultipartUploadInput) (s3response.CompleteMultipartUploadResult, string, error) {
	in := *request
	in.Key = escapeEach(in.Key)
	out, version, err := e.Backend.CompleteMultipartUpload(ctx, &in)
	out.Key = unescapeEach(out.Key)
	return out, version, err
}

func (e *escaping) AbortMultipartUpload(ctx context.Context, request *s3.AbortMultipartUploadInput) error {
	in := *request
	in.Key = escapeEach(in.Key)
	return e.Backend.AbortMultipartUpload(ctx, &in)
}

func (e *escaping) ListMultipartUploads(ctx context.Context, request *s3.ListMultipartUploadsInput) (s3response.ListMultipartUploadsResult, error) {
	in := *request
	in.Prefix = mapped(in.Prefix, escapePrefix)
	in.KeyMarker = escapeMarker(in.KeyMarker, request.Prefix, in.Delimiter)
	out, err := e.Backend.ListMultipartUploads(ctx, &in)
	out.Prefix, out.KeyMarker, out.NextKeyMarker = value(request.Prefix), value(request.KeyMarker), unescape(out.NextKeyMarker)
	for i := range out.Uploads {
		out.Uploads[i].Key = unescape(out.Uploads[i].Key)
	}
	for i := range out.CommonPrefixes {
		out.CommonPrefixes[i].Prefix = unescape(out.CommonPrefixes[i].Prefix)
	}
	return out, err
}

func (e *escaping) ListParts(ctx context.Context, request *s3.ListPartsInput) (s3response.ListPartsResult, error) {
	in := *request
	in.Key = escapeEach(in.Key)
	out, err := e.Backend.ListParts(ctx, &in)
	out.Key = unescape(out.Key)
	return out, err
}

func (e *escaping) UploadPart(ctx context.Context, request *s3.UploadPartInput) (*s3.UploadPartOutput, error) {
	in := *request
	in.Key = escapeEach(in.Key)
	return e.Backend.UploadPart(ctx, &in)
}

func (e *escaping) UploadPartCopy(ctx context.Context, request *s3.UploadPartCopyInput) (s3response.CopyPartResult, error) {
	in := *request
	source, err := escapeSource(in.CopySource)
	if err != nil {
		return s3response.CopyPartResult{}, err
	}
	in.CopySource, in.Key = source, escapeEach(in.Key)
	return e.Backend.UploadPartCopy(ctx, &in)
}

func (e *escaping) GetObjectTagging(ctx context.Context, bucket, object, version string) (map[string]string, error) {
	return e.Backend.GetObjectTagging(ctx, bucket, escape(object), version)
}

func (e *escaping) PutObjectTagging(ctx context.Context, bucket, object, version string, tags map[string]string) error {
	return e.Backend.PutObjectTagging(ctx, bucket, escape(object), version, tags)
}

func (e *escaping) DeleteObjectTagging(ctx context.Context, bucket, object, version string) error {
	return e.Backend.DeleteObjectTagging(ctx, bucket, escape(object), version)
}

func (e *escaping) PutObjectRetention(ctx context.Context, bucket, object, version string, retention []byte) error {
	return e.Backend.PutObjectRetention(ctx, bucket, escape(object), version, retention)
}

func (e *escaping) GetObjectRetention(ctx context.Context, bucket, object, version string) ([]byte, error) {
	return e.Backend.GetObjectRetention(ctx, bucket, escape(object), version)
}

func (e *escaping) PutObjectLegalHold(ctx context.Context, bucket, object, version string, status bool) error {
	return e.Backend.PutObjectLegalHold(ctx, bucket, escape(object), version, status)
}

func (e *escaping) GetObjectLegalHold(ctx context.Context, bucket, object, version string) (*bool, error) {
	return e.Backend.GetObjectLegalHold(ctx, bucket, escape(object), version)
}

func unescapeObjects(objects []s3response.Object) {
	for i := range objects {
		objects[i].Key = unescapeEach(objects[i].Key)
	}
}

// A token holds an escaped key, which has bytes that XML has not.
func closeToken(token string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(token))
}

func openToken(token *string) (*string, error) {
	if token == nil || *token == "" {
		return token, nil
	}
	opened, err := base64.RawURLEncoding.DecodeString(*token)
	if err != nil {
		return nil, s3err.GetAPIError(s3err.ErrInvalidRequest)
	}
	text := string(opened)
	return &text, nil
}

// echo leaves out what the request did not say, as the backend does.
func echo(said *string) *string {
	if value(said) == "" {
		return nil
	}
	return said
}

func value(pointer *string) string {
	if pointer == nil {
		return ""
	}
	return *pointer
}
