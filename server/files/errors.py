"""Refusals about uploads."""

from server.kit.errors import FieldProblem, Refusal


class UploadRefused(Refusal):
    """Names the field `file`."""

    status = 422

    def __init__(self) -> None:
        super().__init__()
        self.problems = [FieldProblem("file", self.code, self.detail)]


class FileTooLarge(UploadRefused):
    status = 413
    code = "file_too_large"
    detail = "文件太大，请压缩后重新上传。"


class FileTypeRefused(UploadRefused):
    code = "file_type_refused"
    detail = "只能上传图片（PNG、JPG、WebP、HEIC）或PDF文件。"


class FileEmpty(UploadRefused):
    code = "file_empty"
    detail = "文件是空的，请重新选择。"


class FileMissing(UploadRefused):
    code = "file_missing"
    detail = "请选择要上传的文件。"
